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
define internal i32 @"func[0]"(i32 %0) #0 section ".text.func[0]" !dbg !4 {
entry:
  %1 = alloca i32, align 4
  store i32 %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = icmp eq i32 %0, 0, !dbg !7
  %3 = select i1 %2, i32 1, i32 -1, !dbg !7
  br label %return, !dbg !8

return:                                           ; preds = %start
  %4 = phi i32 [ %3, %start ]
  ret i32 %4, !dbg !8
}

; Function Attrs: nounwind optsize
define internal i32 @"func[1]"(i32 %0) #0 section ".text.func[1]" !dbg !9 {
entry:
  %1 = alloca i32, align 4
  store i32 %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = sub i32 %0, 0, !dbg !10
  %3 = icmp ugt i32 %2, 65532, !dbg !10
  br i1 %3, label %trap, label %5, !dbg !10

return:                                           ; preds = %5
  %4 = phi i32 [ %8, %5 ]
  ret i32 %4, !dbg !11

trap:                                             ; preds = %start
  call void asm sideeffect "udf #1 /* 0x34 */", "~{memory}"() #2, !dbg !10
  unreachable, !dbg !10

5:                                                ; preds = %start
  %6 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %0, !dbg !10
  %7 = getelementptr i8, ptr %6, i32 0, !dbg !10
  %8 = load i32, ptr %7, align 1, !dbg !10
  br label %return, !dbg !11
}

; Function Attrs: nounwind optsize
define i32 @m_f(i32 %0) #0 section ".text.m_f" !dbg !12 {
  %2 = call i32 @"func[0]"(i32 %0), !dbg !13
  ret i32 %2, !dbg !13
}

; Function Attrs: nounwind optsize
define i32 @m_g(i32 %0) #0 section ".text.m_g" !dbg !14 {
  %2 = call i32 @"func[1]"(i32 %0), !dbg !15
  ret i32 %2, !dbg !15
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !16 {
  call void @llvm.memset.p0.i32(ptr align 16 @__dissolve_m_memory_0, i8 0, i32 65536, i1 false), !dbg !17
  ret void, !dbg !17
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
!4 = distinct !DISubprogram(name: "f", linkageName: "f", scope: null, file: !3, line: 42, type: !5, scopeLine: 42, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 45, scope: !4)
!8 = !DILocation(line: 47, scope: !4)
!9 = distinct !DISubprogram(name: "g", linkageName: "g", scope: null, file: !3, line: 49, type: !5, scopeLine: 49, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!10 = !DILocation(line: 52, scope: !9)
!11 = !DILocation(line: 55, scope: !9)
!12 = distinct !DISubprogram(name: "m_f", linkageName: "m_f", scope: null, file: !3, line: 42, type: !5, scopeLine: 42, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!13 = !DILocation(line: 42, scope: !12)
!14 = distinct !DISubprogram(name: "m_g", linkageName: "m_g", scope: null, file: !3, line: 49, type: !5, scopeLine: 49, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!15 = !DILocation(line: 49, scope: !14)
!16 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!17 = !DILocation(line: 0, scope: !16)
