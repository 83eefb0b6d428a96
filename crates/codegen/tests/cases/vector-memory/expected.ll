; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7m-unknown-none-eabi"

module asm ".section .bss.dissolve.m_memory_0,\22aw\22,%nobits"
module asm ".balign 16"
module asm ".globl __dissolve_m_memory_0"
module asm ".type __dissolve_m_memory_0,%object"
module asm ".size __dissolve_m_memory_0,65536"
module asm "__dissolve_m_memory_0:"
module asm ".space 65536"

@__dissolve_m_memory_0 = external global [0 x i8], align 16

; Function Attrs: nounwind optsize
define internal void @"func[0]"(i32 %0, i32 %1) #0 section ".text.func[0]" !dbg !4 {
entry:
  %2 = alloca i32, align 4
  %3 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = sub i32 %1, 0, !dbg !7
  %5 = icmp ugt i32 %4, 65520, !dbg !7
  br i1 %5, label %trap, label %6, !dbg !7

return:                                           ; preds = %12
  ret void, !dbg !8

trap:                                             ; preds = %start
  call void asm sideeffect "udf #1 /* 0x29 */", "~{memory}"() #2, !dbg !7
  unreachable, !dbg !7

6:                                                ; preds = %start
  %7 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %1, !dbg !7
  %8 = getelementptr i8, ptr %7, i32 0, !dbg !7
  %9 = load <4 x i32>, ptr %8, align 1, !dbg !7
  %10 = sub i32 %0, 0, !dbg !9
  %11 = icmp ugt i32 %10, 65520, !dbg !9
  br i1 %11, label %trap1, label %12, !dbg !9

trap1:                                            ; preds = %6
  call void asm sideeffect "udf #1 /* 0x2d */", "~{memory}"() #2, !dbg !9
  unreachable, !dbg !9

12:                                               ; preds = %6
  %13 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %0, !dbg !9
  %14 = getelementptr i8, ptr %13, i32 0, !dbg !9
  store <4 x i32> %9, ptr %14, align 1, !dbg !9
  br label %return, !dbg !8
}

; Function Attrs: nounwind optsize
define void @m_f(i32 %0, i32 %1) #0 section ".text.m_f" !dbg !10 {
  call void @"func[0]"(i32 %0, i32 %1), !dbg !11
  ret void, !dbg !11
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !12 {
  call void @llvm.memset.p0.i32(ptr align 16 @__dissolve_m_memory_0, i8 0, i32 65536, i1 false), !dbg !13
  ret void, !dbg !13
}

; Function Attrs: nocallback nofree nounwind willreturn memory(argmem: write)
declare void @llvm.memset.p0.i32(ptr writeonly captures(none), i8, i32, i1 immarg) #1

attributes #0 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }
attributes #1 = { nocallback nofree nounwind willreturn memory(argmem: write) }
attributes #2 = { cold noreturn nounwind }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "f", linkageName: "f", scope: null, file: !3, line: 36, type: !5, scopeLine: 36, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 41, scope: !4)
!8 = !DILocation(line: 49, scope: !4)
!9 = !DILocation(line: 45, scope: !4)
!10 = distinct !DISubprogram(name: "m_f", linkageName: "m_f", scope: null, file: !3, line: 36, type: !5, scopeLine: 36, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!11 = !DILocation(line: 36, scope: !10)
!12 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!13 = !DILocation(line: 0, scope: !12)
