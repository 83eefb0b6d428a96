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

; Function Attrs: nounwind
define internal i32 @"func[0]"(i32 %0, i32 %1) #0 section ".text.func[0]" !dbg !4 {
entry:
  %2 = alloca i32, align 4
  %3 = alloca i32, align 4
  %4 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  store i32 0, ptr %4, align 4
  br label %loop, !dbg !7

return:                                           ; preds = %end
  %5 = phi i32 [ %10, %end ]
  ret i32 %5, !dbg !8

loop:                                             ; preds = %11, %start
  %6 = load i32, ptr %4, align 4, !dbg !9
  %7 = load i32, ptr %2, align 4, !dbg !10
  %8 = sub i32 %7, 0, !dbg !11
  %9 = icmp ugt i32 %8, 65532, !dbg !11
  br i1 %9, label %trap, label %11, !dbg !11

end:                                              ; preds = %20
  %10 = load i32, ptr %4, align 4, !dbg !12
  br label %return, !dbg !8

trap:                                             ; preds = %loop
  call void asm sideeffect "udf #1 /* 0x30 */", "~{memory}"() #2, !dbg !11
  unreachable, !dbg !11

11:                                               ; preds = %loop
  %12 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %7, !dbg !11
  %13 = getelementptr i8, ptr %12, i32 0, !dbg !11
  %14 = load i32, ptr %13, align 1, !dbg !11
  %15 = add i32 %6, %14, !dbg !13
  store i32 %15, ptr %4, align 4, !dbg !14
  %16 = add i32 %7, 4, !dbg !15
  store i32 %16, ptr %2, align 4, !dbg !16
  %17 = load i32, ptr %3, align 4, !dbg !17
  %18 = sub i32 %17, 1, !dbg !18
  store i32 %18, ptr %3, align 4, !dbg !19
  %19 = icmp ne i32 %18, 0, !dbg !20
  br i1 %19, label %loop, label %20, !dbg !20

20:                                               ; preds = %11
  br label %end, !dbg !21
}

; Function Attrs: nounwind
define i32 @m_sum(i32 %0, i32 %1) #0 section ".text.m_sum" !dbg !22 {
  %3 = call i32 @"func[0]"(i32 %0, i32 %1), !dbg !23
  ret i32 %3, !dbg !23
}

; Function Attrs: nounwind
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !24 {
  call void @llvm.memset.p0.i32(ptr align 16 @__dissolve_m_memory_0, i8 0, i32 65536, i1 false), !dbg !25
  ret void, !dbg !25
}

; Function Attrs: nocallback nofree nounwind willreturn memory(argmem: write)
declare void @llvm.memset.p0.i32(ptr writeonly captures(none), i8, i32, i1 immarg) #1

attributes #0 = { nounwind "no-builtins" "warn-stack-size"="0" }
attributes #1 = { nocallback nofree nounwind willreturn memory(argmem: write) }
attributes #2 = { cold noreturn nounwind }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "sum", linkageName: "sum", scope: null, file: !3, line: 39, type: !5, scopeLine: 39, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 42, scope: !4)
!8 = !DILocation(line: 73, scope: !4)
!9 = !DILocation(line: 44, scope: !4)
!10 = !DILocation(line: 46, scope: !4)
!11 = !DILocation(line: 48, scope: !4)
!12 = !DILocation(line: 71, scope: !4)
!13 = !DILocation(line: 51, scope: !4)
!14 = !DILocation(line: 52, scope: !4)
!15 = !DILocation(line: 58, scope: !4)
!16 = !DILocation(line: 59, scope: !4)
!17 = !DILocation(line: 61, scope: !4)
!18 = !DILocation(line: 65, scope: !4)
!19 = !DILocation(line: 66, scope: !4)
!20 = !DILocation(line: 68, scope: !4)
!21 = !DILocation(line: 70, scope: !4)
!22 = distinct !DISubprogram(name: "m_sum", linkageName: "m_sum", scope: null, file: !3, line: 39, type: !5, scopeLine: 39, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!23 = !DILocation(line: 39, scope: !22)
!24 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!25 = !DILocation(line: 0, scope: !24)
