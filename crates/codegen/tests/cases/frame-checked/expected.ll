; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7m-unknown-none-eabi"

module asm ".section .bss.dissolve.m_memory_0,\22aw\22,%nobits"
module asm ".balign 16"
module asm ".globl __dissolve_m_memory_0"
module asm ".type __dissolve_m_memory_0,%object"
module asm ".size __dissolve_m_memory_0,2064"
module asm "__dissolve_m_memory_0:"
module asm ".space 2064"

@__dissolve_m_memory_0 = external global [0 x i8], align 16
@global.0 = internal global i32 65536
@__dissolve_m_global_1 = constant i32 65552
@__dissolve_m_global_2 = constant i32 65552

declare void @out(i32) #0

; Function Attrs: nounwind optsize
define internal i32 @"func[1]"(i32 %0) #1 section ".text.func[1]" !dbg !4 {
entry:
  %1 = alloca i32, align 4
  %2 = alloca i32, align 4
  store i32 %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  store i32 0, ptr %2, align 4
  %3 = load i32, ptr @global.0, align 4, !dbg !7
  %4 = sub i32 %3, 32, !dbg !8
  store i32 %4, ptr %2, align 4, !dbg !9
  %5 = sub i32 %4, 63488, !dbg !9
  %6 = icmp ugt i32 %5, 2032, !dbg !9
  br i1 %6, label %trap, label %18, !dbg !9

return:                                           ; preds = %20
  %7 = phi i32 [ %23, %20 ]
  ret i32 %7, !dbg !10

8:                                                ; preds = %18
  store i32 %4, ptr @global.0, align 4, !dbg !11
  br label %before, !dbg !12

loop:                                             ; preds = %loop, %before
  %9 = load i32, ptr %1, align 4, !dbg !13
  %10 = sub i32 %4, 63460, !dbg !14
  %11 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %10, !dbg !14
  store i32 %9, ptr %11, align 1, !dbg !14
  call void @out(i32 %4), !dbg !15
  %12 = sub i32 %4, 63488, !dbg !16
  %13 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %12, !dbg !16
  %14 = load i32, ptr %13, align 1, !dbg !16
  store i32 %14, ptr %1, align 4, !dbg !17
  %15 = icmp ne i32 %14, 0, !dbg !18
  br i1 %15, label %loop, label %19, !dbg !18

end:                                              ; preds = %19
  %16 = sub i32 %4, 63456, !dbg !19
  %17 = icmp ugt i32 %16, 2060, !dbg !19
  br i1 %17, label %trap1, label %20, !dbg !19

before:                                           ; preds = %8
  br label %loop, !dbg !12

trap:                                             ; preds = %start
  call void asm sideeffect "udf #1 /* 0x80 */", ""() #3, !dbg !9
  unreachable, !dbg !9

18:                                               ; preds = %start
  br label %8, !dbg !9

19:                                               ; preds = %loop
  br label %end, !dbg !20

trap1:                                            ; preds = %end
  call void asm sideeffect "udf #1 /* 0x9d */", ""() #3, !dbg !19
  unreachable, !dbg !19

20:                                               ; preds = %end
  %21 = sub i32 %4, 63456, !dbg !19
  %22 = getelementptr i8, ptr @__dissolve_m_memory_0, i32 %21, !dbg !19
  %23 = load i32, ptr %22, align 1, !dbg !19
  %24 = add i32 %4, 32, !dbg !21
  store i32 %24, ptr @global.0, align 4, !dbg !22
  br label %return, !dbg !10
}

; Function Attrs: nounwind optsize
define internal void @"func[2]"() #1 section ".text.func[2]" !dbg !23 {
entry:
  %0 = alloca i32, align 4
  br label %start

start:                                            ; preds = %entry
  store i32 0, ptr %0, align 4
  %1 = load i32, ptr @global.0, align 4, !dbg !24
  %2 = sub i32 %1, 16, !dbg !25
  store i32 %2, ptr %0, align 4, !dbg !26
  br label %3, !dbg !26

return:                                           ; preds = %3
  ret void, !dbg !27

3:                                                ; preds = %start
  store i32 %2, ptr @global.0, align 4, !dbg !28
  call void @out(i32 %2), !dbg !29
  %4 = add i32 %2, 16, !dbg !30
  store i32 %4, ptr @global.0, align 4, !dbg !31
  br label %return, !dbg !27
}

; Function Attrs: nounwind optsize
define i32 @m_uses(i32 %0) #1 section ".text.m_uses" !dbg !32 {
  %2 = call i32 @"func[1]"(i32 %0), !dbg !33
  ret i32 %2, !dbg !33
}

; Function Attrs: nounwind optsize
define void @m_passes() #1 section ".text.m_passes" !dbg !34 {
  call void @"func[2]"(), !dbg !35
  ret void, !dbg !35
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #1 section ".text.__dissolve_m_instantiate" !dbg !36 {
  call void @llvm.memset.p0.i32(ptr align 16 @__dissolve_m_memory_0, i8 0, i32 2064, i1 false), !dbg !37
  store i32 65536, ptr @global.0, align 4, !dbg !37
  ret void, !dbg !37
}

; Function Attrs: nocallback nofree nounwind willreturn memory(argmem: write)
declare void @llvm.memset.p0.i32(ptr writeonly captures(none), i8, i32, i1 immarg) #2

attributes #0 = { "no-builtins" }
attributes #1 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }
attributes #2 = { nocallback nofree nounwind willreturn memory(argmem: write) }
attributes #3 = { cold noreturn nounwind memory(none) }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "uses", linkageName: "uses", scope: null, file: !3, line: 120, type: !5, scopeLine: 120, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 123, scope: !4)
!8 = !DILocation(line: 127, scope: !4)
!9 = !DILocation(line: 128, scope: !4)
!10 = !DILocation(line: 167, scope: !4)
!11 = !DILocation(line: 130, scope: !4)
!12 = !DILocation(line: 132, scope: !4)
!13 = !DILocation(line: 136, scope: !4)
!14 = !DILocation(line: 138, scope: !4)
!15 = !DILocation(line: 143, scope: !4)
!16 = !DILocation(line: 147, scope: !4)
!17 = !DILocation(line: 150, scope: !4)
!18 = !DILocation(line: 152, scope: !4)
!19 = !DILocation(line: 157, scope: !4)
!20 = !DILocation(line: 154, scope: !4)
!21 = !DILocation(line: 164, scope: !4)
!22 = !DILocation(line: 165, scope: !4)
!23 = distinct !DISubprogram(name: "passes", linkageName: "passes", scope: null, file: !3, line: 169, type: !5, scopeLine: 169, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!24 = !DILocation(line: 172, scope: !23)
!25 = !DILocation(line: 176, scope: !23)
!26 = !DILocation(line: 177, scope: !23)
!27 = !DILocation(line: 192, scope: !23)
!28 = !DILocation(line: 179, scope: !23)
!29 = !DILocation(line: 183, scope: !23)
!30 = !DILocation(line: 189, scope: !23)
!31 = !DILocation(line: 190, scope: !23)
!32 = distinct !DISubprogram(name: "m_uses", linkageName: "m_uses", scope: null, file: !3, line: 120, type: !5, scopeLine: 120, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!33 = !DILocation(line: 120, scope: !32)
!34 = distinct !DISubprogram(name: "m_passes", linkageName: "m_passes", scope: null, file: !3, line: 169, type: !5, scopeLine: 169, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!35 = !DILocation(line: 169, scope: !34)
!36 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!37 = !DILocation(line: 0, scope: !36)
