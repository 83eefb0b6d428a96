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
@global.0 = internal global i32 70000

; Function Attrs: nounwind optsize
define internal void @"func[0]"() #0 section ".text.func[0]" !dbg !4 {
entry:
  %0 = alloca i32, align 4
  br label %start

start:                                            ; preds = %entry
  store i32 0, ptr %0, align 4
  %1 = load i32, ptr @global.0, align 4, !dbg !7
  %2 = sub i32 %1, 16384, !dbg !8
  store i32 %2, ptr %0, align 4, !dbg !9
  %3 = sub i32 %2, 0, !dbg !10
  %4 = icmp ugt i32 %3, 65532, !dbg !10
  br i1 %4, label %trap, label %5, !dbg !10

return:                                           ; preds = %5
  ret void, !dbg !11

trap:                                             ; preds = %start
  call void asm sideeffect "udf #1 /* 0x3c */", ""() #2, !dbg !10
  unreachable, !dbg !10

5:                                                ; preds = %start
  %6 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %2, !dbg !10
  %7 = getelementptr i8, ptr %6, i32 0, !dbg !10
  store i32 1, ptr %7, align 1, !dbg !10
  br label %return, !dbg !11
}

; Function Attrs: nounwind optsize
define void @m_f() #0 section ".text.m_f" !dbg !12 {
  call void @"func[0]"(), !dbg !13
  ret void, !dbg !13
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !14 {
  call void @llvm.memset.p0.i32(ptr align 16 @__dissolve_m_memory_0, i8 0, i32 65536, i1 false), !dbg !15
  store i32 70000, ptr @global.0, align 4, !dbg !15
  ret void, !dbg !15
}

; Function Attrs: nocallback nofree nounwind willreturn memory(argmem: write)
declare void @llvm.memset.p0.i32(ptr writeonly captures(none), i8, i32, i1 immarg) #1

attributes #0 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }
attributes #1 = { nocallback nofree nounwind willreturn memory(argmem: write) }
attributes #2 = { cold noreturn nounwind memory(none) }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "f", linkageName: "f", scope: null, file: !3, line: 44, type: !5, scopeLine: 44, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 47, scope: !4)
!8 = !DILocation(line: 53, scope: !4)
!9 = !DILocation(line: 54, scope: !4)
!10 = !DILocation(line: 60, scope: !4)
!11 = !DILocation(line: 63, scope: !4)
!12 = distinct !DISubprogram(name: "m_f", linkageName: "m_f", scope: null, file: !3, line: 44, type: !5, scopeLine: 44, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!13 = !DILocation(line: 44, scope: !12)
!14 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!15 = !DILocation(line: 0, scope: !14)
